"""Run by an office suite's own Python: opens a file, accepts or rejects all tracked changes, prints its paragraphs.

office_changes.py FILE accept|reject
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def main() -> None:
    path, what = sys.argv[1:3]
    pipe = f"legiscompare{time.time_ns()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            local = uno.getComponentContext()
            resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
            for attempt in range(100):
                try:
                    context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                    break
                except Exception:
                    if attempt == 99:
                        raise
                    time.sleep(0.3)
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            hidden = PropertyValue()
            hidden.Name, hidden.Value = "Hidden", True
            document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (hidden,))
            helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            command = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}[what]
            frame = document.CurrentController.Frame
            helper.executeDispatch(frame, command, "", 0, ())
            found, walk = [], document.Text.createEnumeration()
            while walk.hasMoreElements():
                found.append(walk.nextElement().String)
            document.close(True)
            print(json.dumps([one for one in found if one.strip()]))
            with contextlib.suppress(Exception):
                desktop.terminate()
        finally:
            time.sleep(0.5)
            office.kill()


main()
