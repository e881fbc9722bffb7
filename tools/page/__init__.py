"""The compare page without a server: a folder of static files that runs the pipeline in the browser (WebAssembly).

`python -m tools.page` writes it to `build/page`. Everything stands in scripts beside `index.html`, so that the folder works
when it is opened from the disk: a browser lets such a page load scripts, but fetch nothing. The page's content security policy
allows no connection at all.
"""
