using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// Builds a page from interpolated strings: what is written in the program is markup, whatever stands in braces is text and is cleaned and
/// escaped. Only <see cref="Markup"/> in braces goes as it is; so forgetting to escape is not possible.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();

    internal void Write([InterpolatedStringHandlerArgument("")] Template template) => _ = template;

    internal void Write(Markup markup) => _page.Append(markup.Text);

    internal Markup ToMarkup() => new(_page.ToString());

    public override string ToString() => _page.ToString();

    [InterpolatedStringHandler]
    internal readonly struct Template
    {
        private readonly StringBuilder _page;

        public Template(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = formattedCount;
            _page = writer._page;
            _page.EnsureCapacity(_page.Length + literalLength);
        }

        public void AppendLiteral(string markup) => _page.Append(markup);

        public void AppendFormatted(string? text) => _page.Append(Markup.Escape(PageText.Clean(text)));

        /// <summary>Text that may be as long as the alignment says: <c>{title,300}</c>.</summary>
        public void AppendFormatted(string? text, int alignment) => _page.Append(Markup.Escape(PageText.Clean(text, alignment)));

        public void AppendFormatted(Markup markup) => _page.Append(markup.Text);

        public void AppendFormatted(long number) => _page.Append(number.ToString("#,0", CultureInfo.InvariantCulture));

        public void AppendFormatted(double number) => _page.Append(Markup.Number(number));

        public void AppendFormatted(DateOnly day) => _page.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
