"""Headless Chromium over the WebDriver protocol: JSON to the local port of chromedriver, no library needed."""

import base64
import contextlib
import json
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
PATIENCE = 300
"""Seconds until a machine counts as stuck, however busy it is."""


class Browser:
    """One page at a time; widths in CSS pixels."""

    def __init__(self, address):
        self._address = address
        self._session = ""

    def _call(self, path, body=None, method="POST"):
        data = None if method == "DELETE" else json.dumps(body or {}).encode()
        request = urllib.request.Request(f"{self._address}{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"chromedriver: {json.load(error)['value']['message'][:2000]}") from None

    def start(self, folder):
        arguments = [*FLAGS, f"--user-data-dir={folder}"]
        options = {"binary": shutil.which("chromium"), "args": arguments}
        patience = {"script": PATIENCE * 1000, "pageLoad": PATIENCE * 1000}
        wanted = {"browserName": "chrome", "timeouts": patience, "goog:chromeOptions": options}
        self._session = f"/session/{self._call('/session', {'capabilities': {'alwaysMatch': wanted}})['sessionId']}"

    def stop(self):
        self._call(self._session, method="DELETE")

    def devtools(self, command, **parameters):
        return self._call(f"{self._session}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def show(self, path, width=1280, scheme="light"):
        """Open a file on a screen of this width."""
        assert path.is_file()
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.devtools("Emulation.setEmulatedMedia", features=features)
        self._call(f"{self._session}/url", {"url": path.as_uri()})

    def run(self, script):
        """What a script returns."""
        return self._call(f"{self._session}/execute/sync", {"script": script, "args": []})

    def wait_for(self, script):
        """What a promise resolves to."""
        wrapped = f"const done = arguments[0]; ({script}).then(done, error => done({{error: String(error)}}))"
        return self._call(f"{self._session}/execute/async", {"script": wrapped, "args": []})

    def press_tab(self):
        """Go on by keyboard; the words of what is reached."""
        for kind in ("keyDown", "keyUp"):
            self.devtools("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        return self.run("return document.activeElement.textContent")

    def pdf(self):
        """The page as paper would hold it."""
        found = self.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(found["data"])


@contextlib.contextmanager
def running_browser():
    """A browser with an empty profile, ended at the end."""
    for program in ("chromium", "chromedriver"):
        assert shutil.which(program), f"{program} is missing: `make programs` installs it"
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True) as driver,
    ):
        try:
            port = next(
                found[1] for line in driver.stdout if (found := re.search(r"on port (\d+)", line)) and found[1] != "0"
            )
            browser = Browser(f"http://127.0.0.1:{port}")
            browser.start(folder)
            try:
                yield browser
            finally:
                browser.stop()
        finally:
            driver.terminate()
