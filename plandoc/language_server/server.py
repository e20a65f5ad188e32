"""The language server: what is open, when to look again, what to tell. Over stdin and stdout."""

import asyncio
from functools import cache, partial
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from plandoc import __version__
from plandoc.diagnostics import PlandocError
from plandoc.language_server.answering import choices, definitions, hover
from plandoc.language_server.looking import Look, look_at, name_in, plan_folder
from plandoc.language_server.positions import from_editor
from plandoc.language_server.speaking import Speaker, address_of

SETTLED_AFTER_S = 0.15  # a pause in the typing; a look takes less


class Open:
    """A file that the editor holds: which plan it belongs to, its path there, what it says."""

    def __init__(self, uri: str, folder: Path, name: str, text: str) -> None:
        self.uri = uri
        self.folder = folder
        self.name = name
        self.text = text


class Session:
    """One editor's session. All of it runs in one thread: a look takes less than a tenth of a
    second, and nothing is ever half done."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.open: dict[str, Open] = {}
        self.looks: dict[Path, Look] = {}
        self.stale: set[Path] = set()
        self.timers: dict[Path, asyncio.TimerHandle] = {}
        self.told: dict[Path, set[str]] = {}  # the addresses with faults, by plan

    # --- what the editor does

    def opened(self, given: types.DidOpenTextDocumentParams) -> None:
        """A file is open."""
        uri = given.text_document.uri
        path = to_fs_path(uri)
        folder = plan_folder(Path(path)) if path else None
        if path and folder:
            name = name_in(folder, Path(path))
            self.open[uri] = Open(uri, folder, name, given.text_document.text)
            self.later(folder)

    def changed(self, given: types.DidChangeTextDocumentParams) -> None:
        """A file says something else; the editor sends the whole of it."""
        file = self.open.get(given.text_document.uri)
        if file and given.content_changes:
            file.text = given.content_changes[-1].text
            self.later(file.folder)

    def saved(self, given: types.DidSaveTextDocumentParams) -> None:
        """Other files may have changed on the disk, too."""
        if file := self.open.get(given.text_document.uri):
            self.later(file.folder)

    def closed(self, given: types.DidCloseTextDocumentParams) -> None:
        """What was not saved is gone; with its last file a plan is forgotten."""
        file = self.open.pop(given.text_document.uri, None)
        if not file:
            return
        if any(other.folder == file.folder for other in self.open.values()):
            self.later(file.folder)
            return
        if timer := self.timers.pop(file.folder, None):
            timer.cancel()
        self.looks.pop(file.folder, None)
        for uri in self.told.pop(file.folder, set()):
            self._publish(uri, [])

    def elsewhere(self, given: types.DidChangeWatchedFilesParams) -> None:
        """Files changed on the disk."""
        for folder in {file.folder for file in self.open.values()}:
            self.later(folder)

    # --- looking

    def later(self, folder: Path) -> None:
        """Look at a plan when the typing pauses."""
        self.stale.add(folder)
        if timer := self.timers.pop(folder, None):
            timer.cancel()
        loop = asyncio.get_running_loop()
        self.timers[folder] = loop.call_later(SETTLED_AFTER_S, self.tell, folder)

    def tell(self, folder: Path) -> None:
        """Publish the faults of all files of a plan, and that those of others have gone."""
        self.timers.pop(folder, None)
        look = self.look(folder)
        if look is None:
            return
        speaker = self.speaker(look)
        found: dict[str, list[types.Diagnostic]] = {}
        for diagnostic in look.diagnostics:
            uri = speaker.address(diagnostic.span.path)
            found.setdefault(uri, []).append(speaker.diagnostic(diagnostic))
        for uri in self.told.get(folder, set()) - found.keys():
            self._publish(uri, [])
        for uri, diagnostics in found.items():
            self._publish(uri, diagnostics)
        self.told[folder] = set(found)

    def look(self, folder: Path) -> Look | None:
        """The plan as it stands now; None, and a word in the log, where it cannot be read."""
        if folder in self.stale or folder not in self.looks:
            texts = {file.name: file.text for file in self.open.values() if file.folder == folder}
            try:
                self.looks[folder] = look_at(folder, texts, self.looks.get(folder))
            except PlandocError as error:
                message = types.LogMessageParams(types.MessageType.Warning, error.message)
                self.server.window_log_message(message)
                return None
            self.stale.discard(folder)
        return self.looks[folder]

    def speaker(self, look: Look) -> Speaker:
        """How this editor is told of places in a plan."""
        root = f"{look.files.root}/"
        own = (file for file in self.open.values() if file.folder == look.folder)
        uris = {look.files.path(file.name): file.uri for file in own}
        encoding = self.server.workspace.position_encoding or "utf-16"
        return Speaker(
            cache(lambda path: look.lines(path.removeprefix(root))),
            lambda path: uris.get(path) or address_of(path),
            str(getattr(encoding, "value", encoding)),
        )

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic]) -> None:
        given = types.PublishDiagnosticsParams(uri, diagnostics)
        self.server.text_document_publish_diagnostics(given)

    # --- what the editor asks

    def asked(
        self, given: types.HoverParams | types.DefinitionParams | types.CompletionParams
    ) -> tuple[Look, Speaker, str, int, int] | None:
        """The look at the plan, how to speak of it, and the place that is asked about."""
        file = self.open.get(given.text_document.uri)
        look = self.look(file.folder) if file else None
        if file is None or look is None:
            return None
        lines = look.lines(file.name)
        line = min(given.position.line, len(lines) - 1)
        speaker = self.speaker(look)
        column = from_editor(lines[line], given.position.character, speaker.encoding)
        return look, speaker, file.name, line, column

    def hover(self, given: types.HoverParams) -> types.Hover | None:
        """What stands here."""
        if not (place := self.asked(given)):
            return None
        look, speaker, name, line, column = place
        found = hover(look, name, line, column)
        path = look.files.path(name)
        return speaker.hover(path, line, found.text, found.start, found.end) if found else None

    def definition(self, given: types.DefinitionParams) -> list[types.Location]:
        """Where it is defined."""
        if not (place := self.asked(given)):
            return []
        look, speaker, name, line, column = place
        return [speaker.location(span) for span in definitions(look, name, line, column)]

    def completion(self, given: types.CompletionParams) -> types.CompletionList | None:
        """What may stand here."""
        if not (place := self.asked(given)):
            return None
        look, speaker, name, line, column = place
        found = choices(look, name, line, column)
        return speaker.completion(look.files.path(name), line, found) if found else None


def make_server() -> LanguageServer:
    """A server that knows nothing yet."""
    server = LanguageServer(
        "plandoc", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
    )
    session = Session(server)
    options = types.CompletionOptions(trigger_characters=["{", "@", "[", ",", " "])
    for method, answer in (
        (types.TEXT_DOCUMENT_DID_OPEN, session.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, session.changed),
        (types.TEXT_DOCUMENT_DID_SAVE, session.saved),
        (types.TEXT_DOCUMENT_DID_CLOSE, session.closed),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, session.elsewhere),
        (types.TEXT_DOCUMENT_HOVER, session.hover),
        (types.TEXT_DOCUMENT_DEFINITION, session.definition),
    ):
        server.feature(method)(partial(answer))  # it marks what it is given: no method takes that
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(partial(session.completion))
    return server


def serve() -> None:
    """Speak over stdin and stdout until the editor says goodbye."""
    make_server().start_io()
