"""Jinja as our templates need it: with less around each value and each call, which is where the time of a page goes."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from types import FunctionType
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.nodes import Call, CallBlock, Expr, FromImport, Getattr, Import
from jinja2.nodes import Template as TemplateNode
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

from aboveboard.render.escaping import escaped, marked


class _Template(Template):
    """Makes its macros once: Jinja compares all globals at each import, to find templates with globals of their own."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class _Context(Context):
    """No function of ours asks for the context, so nobody needs to be asked whether it does."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return getattr(function, "macro", function)(*args, **kwargs)


def _macro(environment: Environment, function: FunctionType, *described: Any) -> Callable[..., str]:
    """The bare function, which knows its arguments by their places, and `missing` for what is not given; by their names
    its `macro` does."""
    macro = Macro(environment, function, *described)
    if macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro
    function.__defaults__ = (missing,) * function.__code__.co_argcount
    function.macro = macro  # type: ignore[attr-defined]
    return function


class _Code(CodeGenerator):
    """Views have attributes and no items, so attributes are asked for as in Python; calls are calls; values that are
    shown go through `escaped`, or through nothing where nothing escapes: those are texts; a macro returns what is
    marked as safe, and needs nothing around it; nor does the block that a macro is called with."""

    def visit_Template(self, node: TemplateNode, frame: Frame | None = None) -> None:  # noqa: N802
        self.writeline("escaped, marked = environment.escaped, environment.marked")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if isinstance(macro_ref.node, CallBlock):
            self.write("macro")
            return
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super().return_buffer_contents(frame, force_unescaped)
        else:
            self.writeline(f"return marked(concat({frame.buffer}))")

    def _import_common(self, node: Import | FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.imported(")
        self.visit(node.template, frame)
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(" if frame.eval_ctx.autoescape else "(")


class TemplateEngine(Environment):
    """Globals are plain dictionaries: Jinja's chains of mappings cost an eighth of a page's time."""

    code_generator_class = _Code
    context_class = _Context
    template_class = _Template
    Macro = staticmethod(_macro)
    escaped = staticmethod(escaped)
    marked = staticmethod(marked)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters["escaped"] = self.escaped  # for where nothing escapes by itself
        self._imported: dict[str, TemplateModule] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    def imported(self, name: str) -> TemplateModule:
        """What a template offers to the others; found once, since none changes during a build."""
        known = self._imported.get(name)
        if known is None:
            known = self._imported[name] = self.get_template(name)._get_default_module()
        return known
