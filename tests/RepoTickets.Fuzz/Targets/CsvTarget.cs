using System.Text;
using RepoTickets.Batch.Files;
using RepoTickets.Fuzz.Generation;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Rows of CSV made of anything: a strict reader finds the same ten cells, and none that a spreadsheet would run. An input is the texts of
/// a ticket, separated by NUL.
/// </summary>
internal sealed class CsvTarget : MutatedTarget
{
    private const string Formulas = "=+-@\t\r\n＝＋－＠";
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["ticket"] = ["<text>\0<text>\0<text>\0<text>\0<text>"],
        ["text"] =
        [
            "", "x", "=1+1", "  =cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "a,b", "a\"b", "a\r\nb", "\"", ",", "＝1", "é🎉", "; a",
            "'=1", " ", "<text><text>",
        ],
    });

    internal override string Name => "csv";

    protected override IReadOnlyList<string> Tokens =>
        [.. Grammar.Tokens, "\0", ",", "\"", "\r\n", "=", "+", "-", "@", "\t", " =", "\"\"", "'"];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("ticket", random));

    internal override string Check(byte[] input)
    {
        var texts = Encoding.UTF8.GetString(input).Split('\0');
        string Text(int index) => index < texts.Length ? texts[index] : "";
        var ticket = new TicketSummary(
            TicketId.FromStored(Text(4).Length == 0 ? "A-1" : Text(4)), Text(0), TicketStatus.Open, TicketPriority.High, [Text(3), "b"],
            Text(1), Text(2), null, Time, Time);
        var row = Encoding.UTF8.GetString(CsvText.Row(ticket));
        var cells = ReadRow(row);
        Assert.Equal(10, cells.Count);
        Assert.Equal(Text(0), Unescaped(cells[1], Text(0)));
        Assert.Equal(Text(1), Unescaped(cells[4], Text(1)));
        Assert.Equal(Text(2), Unescaped(cells[5], Text(2)));
        foreach (var cell in cells)
        {
            var bare = cell.TrimStart(' ');
            Assert.False(bare.Length > 0 && Formulas.Contains(bare[0], StringComparison.Ordinal), $"The cell '{cell}' would be run.");
        }

        return row.Contains('"', StringComparison.Ordinal) ? "quoted" : "plain";
    }

    private static string Unescaped(string cell, string wanted) => cell == "'" + wanted ? wanted : cell;

    /// <summary>RFC 4180, to the letter.</summary>
    private static List<string> ReadRow(string row)
    {
        Assert.EndsWith("\r\n", row, StringComparison.Ordinal);
        var cells = new List<string>();
        var end = row.Length - 2;
        for (var at = 0; at <= end; at++)
        {
            var cell = new StringBuilder();
            if (at < end && row[at] == '"')
            {
                for (at++; !(row[at] == '"' && row[at + 1] != '"'); at++)
                {
                    cell.Append(row[at]);
                    at += row[at] == '"' ? 1 : 0;
                }

                at++;
                Assert.True(at == end || row[at] == ',', "Something follows behind the closing quote.");
            }
            else
            {
                while (at < end && row[at] != ',')
                {
                    Assert.False(row[at] is '"' or '\r' or '\n', "A cell that needs quotes has none.");
                    cell.Append(row[at++]);
                }
            }

            cells.Add(cell.ToString());
        }

        return cells;
    }
}
