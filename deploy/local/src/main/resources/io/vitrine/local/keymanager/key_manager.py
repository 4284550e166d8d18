"""Barbican as Debian packages it, alone: SQLite, the simple crypto plugin, no Keystone, no queue.

Usage: key_manager.py FOLDER. Serves on a free port of the loopback interface and writes its address to FOLDER/url when it answers.
Ends with its standard input, so that it never outlives whoever started it.
"""
import base64
import os
import pathlib
import socketserver
import sys
import threading
from wsgiref import simple_server

folder = pathlib.Path(sys.argv[1]).resolve()


class Server(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True


class Quiet(simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        """Requests name whole key ids: they stay out of the log."""


class Closing(simple_server.ServerHandler):
    """One request a connection, and says so: a client that kept it would send its next request into a socket that is being closed."""

    def send_preamble(self):
        super().send_preamble()
        self._write(b"Connection: close\r\n")


simple_server.ServerHandler = Closing
server = Server(("127.0.0.1", 0), Quiet)
url = f"http://127.0.0.1:{server.server_port}"
database = f"sqlite:///{folder}/barbican.sqlite"

# Barbican reads its configuration while it is imported, from below the home folder.
os.environ["HOME"] = str(folder)
(folder / ".barbican").mkdir(exist_ok=True)
(folder / ".barbican" / "barbican.conf").write_text(f"""
[DEFAULT]
host_href = {url}
sql_connection = {database}
db_auto_create = false
use_stderr = true
[queue]
enable = false
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[simple_crypto_plugin]
kek = '{base64.b64encode(os.urandom(32)).decode()}'
""")
(folder / "paste.ini").write_text("""
[composite:main]
use = egg:Paste#urlmap
/ = versions
/v1 = api
[app:versions]
paste.app_factory = barbican.api.app:create_version_app
[pipeline:api]
pipeline = context microversion app
[app:app]
paste.app_factory = barbican.api.app:create_main_app
[filter:context]
paste.filter_factory = barbican.api.middleware.context:UnauthenticatedContextMiddleware.factory
[filter:microversion]
paste.filter_factory = barbican.api.middleware.microversion:MicroversionMiddleware.factory
""")

from barbican.model.migration import commands  # noqa: E402
from paste import deploy  # noqa: E402

commands.upgrade(to_version="head", sql_url=database)
server.set_app(deploy.loadapp(f"config:{folder}/paste.ini"))
threading.Thread(target=server.serve_forever, daemon=True).start()
(folder / "url.new").write_text(url)
(folder / "url.new").rename(folder / "url")
sys.stdin.read()
