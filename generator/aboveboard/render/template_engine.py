"""Jinja as our templates need it: with less around each value and each call, which is where the time of a page goes."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


class _Template(Template):
    """Makes its macros once: Jinja compares all globals at each import, to find templates with globals of their own."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class _Context(Context):
    """No function of ours asks for the context, so nobody needs to be asked whether it does."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return function(*args)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return function(*args, **kwargs)


class _Macro(Macro):
    """Where it is called with exactly its arguments, as nearly always, there is nothing to sort out."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or self.caller or self.catch_varargs or self.catch_kwargs or len(args) != self._argument_count:
            return super().__call__(*args, **kwargs)
        text = self._func(*args)
        return str.__new__(Markup, text) if self._default_autoescape else text


class _Code(CodeGenerator):
    """Values that are shown go through `escaped`, and macros are ours."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class TemplateEngine(Environment):
    """Globals are plain dictionaries: Jinja's chains of mappings cost an eighth of a page's time."""

    code_generator_class = _Code
    context_class = _Context
    template_class = _Template
    Macro = _Macro

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    @staticmethod
    def escaped(value: Any) -> str:
        """What markupsafe makes of it, for the two types that nearly everything has without its detours."""
        if type(value) is str:
            return (
                value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("'", "&#39;").replace('"', "&#34;")
            )  # fmt: skip
        return value if type(value) is Markup else escape(value)
