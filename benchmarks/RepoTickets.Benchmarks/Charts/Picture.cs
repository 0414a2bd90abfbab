using System.Globalization;
using System.Security;
using System.Text;

namespace RepoTickets.Benchmarks.Charts;

/// <summary>
/// A drawing as SVG with a background of its own, so that it can be read on light and on dark pages; where the page says which it is, the
/// colours follow.
/// </summary>
internal sealed class Picture(int width, int height, string title)
{
    private const string Style = """
        text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:15px}.small{font-size:11px;fill:#57606a}
        .back{fill:#ffffff;stroke:#d0d7de}.grid{stroke:#d8dee4}.goal{stroke:#24292f;stroke-width:2;stroke-dasharray:3 2}
        .met{fill:#2f81b7}.missed{fill:#d9662b}.c0{fill:#2f81b7;stroke:#2f81b7}.c1{fill:#d9662b;stroke:#d9662b}.c2{fill:#2e8b57;stroke:#2e8b57}.c3{fill:#8250df;stroke:#8250df}
        .c4{fill:#9a6700;stroke:#9a6700}.line{fill:none;stroke-width:2}.key{stroke:none}
        @media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}.back{fill:#0d1117;stroke:#3d444d}.grid{stroke:#2a313c}.goal{stroke:#e6edf3}}
        """;

    private readonly StringBuilder _body = new();

    internal void Text(double x, double y, string text, string kind = "", string anchor = "start") =>
        Add($"""<text x="{x:0.#}" y="{y:0.#}" class="{kind}" text-anchor="{anchor}">{SecurityElement.Escape(text)}</text>""");

    internal void Bar(double x, double y, double barWidth, double barHeight, string kind) =>
        Add($"""<rect x="{x:0.#}" y="{y:0.#}" width="{Math.Max(1, barWidth):0.#}" height="{barHeight:0.#}" rx="2" class="{kind}"/>""");

    internal void Line(double x1, double y1, double x2, double y2, string kind) =>
        Add($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" class="{kind}"/>""");

    internal void Curve(IEnumerable<(double X, double Y)> points, string kind) => Add(
        $"""<polyline points="{string.Join(' ', points.Select(static point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}" class="{kind} line" style="fill:none"/>""");

    internal string Write() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{SecurityElement.Escape(title)}">
        <style>{Style}</style>
        <rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" class="back"/>
        <text x="20" y="30" class="title">{SecurityElement.Escape(title)}</text>
        {_body}</svg>

        """).ReplaceLineEndings("\n");

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
