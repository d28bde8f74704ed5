"""`/docs`: the OpenAPI document as a page to read; it needs nothing from the network."""

from collections.abc import Iterator
from html import escape
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

_PAGE: Final = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title} · 接口</title>
<style>body{{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:60rem;margin:auto;padding:1rem}}
h2{{font-size:1.1rem;margin:2rem 0 .3rem}}code{{background:#f2f2f2;padding:.1em .3em}}
table{{border-collapse:collapse;width:100%}}td{{border-top:1px solid;padding:.3rem .5rem;vertical-align:top}}</style>
<h1>{title}</h1><p>{description}</p><p>机器可读：<a href="/openapi.json">/openapi.json</a></p>{routes}</html>"""


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Every route with its parameters and answers."""
    document = request.app.openapi()
    said = document["info"]
    routes = "".join(
        _route(method.upper(), path, route)
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    )
    return HTMLResponse(
        _PAGE.format(title=escape(said["title"]), description=escape(said["description"]), routes=routes)
    )


def _route(method: str, path: str, route: dict[str, Any]) -> str:
    answers = "、".join(f"{code} {escape(answer['description'])}" for code, answer in route["responses"].items())
    rows = "".join(_rows(route))
    table = f"<table>{rows}</table>" if rows else ""
    return (
        f"<h2><code>{method} {escape(path)}</code> {escape(route['summary'])}</h2>"
        f"<p>{escape(route.get('description', ''))}</p>{table}<p><small>回答：{answers}</small></p>"
    )


def _rows(route: dict[str, Any]) -> Iterator[str]:
    for parameter in route.get("parameters", ()):
        schema = parameter["schema"]
        default = f"；默认 {schema['default']}" if schema.get("default") not in (None, "", []) else ""
        description = parameter.get("description", schema.get("description", ""))
        yield f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(description + default)}</td></tr>"
