"""Jinja templates of a folder: how they are set up, rendered, and what is told when they fail.

Templates are sandboxed; an undefined name, or None where text should stand, is a diagnostic at its
line in the template. What is printed is escaped: as HTML, or as a `finalize` of one's own says.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from msgspec import Struct

from plandoc import cache
from plandoc.diagnostics import Diagnostic, PlandocError, Severity, Span
from plandoc.documents.template_files import TemplateFiles
from plandoc.reading.source import Source

_FAULTS = (
    *(TemplateError, SecurityError, TypeError, ValueError, ArithmeticError, LookupError),
    RecursionError,
)


_PIECES = 10_000  # that are held at once: a large page has millions
MOST_REPEATED = 1_000_000  # letters or values that ``*`` makes


class TemplateFault(Exception):
    """A template that cannot be rendered: the diagnostic, and the template's text by its path."""

    def __init__(self, diagnostic: Diagnostic, sources: Mapping[str, Source]) -> None:
        super().__init__(diagnostic, sources)  # all of it, so that it travels between processes
        self.diagnostic = diagnostic
        self.sources = dict(sources)

    def __str__(self) -> str:
        return self.diagnostic.message


def something(value: Any) -> Any:
    """What an expression prints: anything but None, which stands for a forgotten case."""
    if value is None:
        raise TypeError("giá trị trống (None) không in được")
    return value


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a slip like ``"…" * 10**10`` does not take all memory, and to look
    up a field of ours, which is most of what templates do, is quick."""

    records: tuple[type, ...] = (Struct, LoopContext, Namespace)
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("phép ** không dùng trong mẫu")
        for one, times in ((left, right), (right, left)):
            several = hasattr(one, "__len__") and isinstance(times, int)
            if several and len(one) * times > MOST_REPEATED:
                raise SecurityError(f"phép * làm ra hơn {MOST_REPEATED} chữ")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field or property of a record is safe by its name alone; Jinja judges all else."""
        if isinstance(obj, self.records) and not attribute.startswith("_"):
            value = getattr(obj, attribute, self)
            if value is not self and not callable(value):
                return value
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Filters such as ``map(attribute=…)`` look up fields so."""
        if isinstance(obj, self.records) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


class _Compiled(BytecodeCache):
    """Compiled templates, kept for later runs: compiling is a third of a small plan's build."""

    def __init__(self, made_of: str) -> None:
        self.made_of = made_of

    def load_bytecode(self, bucket: Bucket) -> None:
        if content := cache.recall(self._key(bucket)):
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        # The bucket's own key is of the template's name and file, the checksum of its text.
        return cache.key("template", cache.program(), self.made_of, bucket.key, bucket.checksum)


class TemplateFolder:
    """The templates of a folder, each compiled once."""

    def __init__(
        self,
        files: TemplateFiles,
        *,
        finalize: Callable[[Any], Any] = something,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        records: tuple[type, ...] = (),
        **syntax: Any,
    ) -> None:
        self.files = files
        # What a template compiles to hangs on these too: a constant is finalized when compiled.
        made_of = repr((finalize.__module__, finalize.__qualname__, sorted(syntax.items())))
        self.environment = _Environment(
            loader=FunctionLoader(self._load),
            bytecode_cache=_Compiled(made_of),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            **syntax,
        )
        self.environment.records += records
        self.environment.globals.clear()
        self.environment.globals["namespace"] = Namespace
        self.environment.filters.update(filters or {})

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Render a template.

        Raises TemplateFault, with the place in the template, when it cannot be rendered, and
        PlandocError when it does not exist.
        """
        return "".join(self._rendered(name, context))

    def render_bytes(self, name: str, context: Mapping[str, Any]) -> bytes:
        """The same in UTF-8; of a large page only this form is ever held whole."""
        return b"".join(text.encode() for text in self._rendered(name, context))

    def _rendered(self, name: str, context: Mapping[str, Any]) -> Iterator[str]:
        try:
            pieces = self.environment.get_template(name).generate(context)
            while some := list(islice(pieces, _PIECES)):
                yield "".join(some)
        except TemplateNotFound as error:
            hint = "nêu thư mục mẫu bằng --templates"
            raise PlandocError(
                f"không có tệp mẫu {self.files.path(str(error.name))}", hint
            ) from error
        except _FAULTS as error:
            raise self._fault(name, error) from error

    def _fault(self, name: str, error: Exception) -> TemplateFault:
        name, line = self._failing_line(error, name)
        if isinstance(error, TemplateSyntaxError):
            name, line = error.name or name, error.lineno
            code, what = "P901", "mẫu viết sai cú pháp"
        elif isinstance(error, UndefinedError):
            code, what = "P902", "mẫu dùng tên không có"
        else:
            code, what = "P903", "mẫu không chạy được"
        text = self._text(name)
        lines = text.split("\n")
        end = len(lines[line - 1].rstrip()) + 1 if line <= len(lines) else 2
        span = Span(self.files.path(name), line, 1, line, max(end, 2))
        hint = "sửa mẫu ở dòng này (xem docs/huong-dan.md, phần Mẫu)"
        diagnostic = Diagnostic(code, Severity.ERROR, f"{what}: {error}", span, hint)
        return TemplateFault(diagnostic, {span.path: Source(span.path, text)})

    def _failing_line(self, error: Exception, name: str) -> tuple[str, int]:
        """The last frame of the traceback that lies in a template."""
        line = 1
        for frame in traceback.extract_tb(error.__traceback__):
            inside = frame.filename.removeprefix(f"{self.files.folder}/")
            if frame.lineno and inside in self.files.content:
                name, line = inside, frame.lineno
        return name, line

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        content = self.files.content.get(name)
        return None if content is None else (content.decode(), self.files.path(name), lambda: True)

    def _text(self, name: str) -> str:
        return self.files.content.get(name, b"").decode("utf-8", "replace")
