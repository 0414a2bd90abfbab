using System.Text;
using RepoTickets.Batch;
using RepoTickets.Batch.Files;
using RepoTickets.Fuzz.Generation;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Files of batches in all six formats. The first byte of an input says which format the rest is read as.</summary>
internal sealed class BatchFileTarget : MutatedTarget
{
    private const int MaximumProblems = 100;
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TicketsConfiguration Configuration = new();

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["file"] =
        [
            "0[<ticket>,<ticket>]", "0[<ticket>]", "1{\"A-1\":<patch>,\"<id>\":<patch>}", "2[\"A-1\",\"<id>\"]", "3<ticket>\n<ticket>\n",
            "4{\"id\":\"<id>\",<field>}\n{\"id\":\"A-1\"}\n", "5A-1\n# comment\n\n<id>\n", "2[<any>]", "1<any>",
        ],
        ["ticket"] =
        [
            "{\"title\":\"x\"}", "{\"title\":<any>,<field>,<field>}", "{\"id\":\"<id>\",\"title\":\"x\",<field>,<field>,<field>}",
            "{\"title\":\"y\",<field>}",
        ],
        ["patch"] = ["{\"title\":\"y\"}", "{<field>}", "{<field>,<field>}", "{}", "<any>"],
        ["field"] =
        [
            "\"status\":\"open\"", "\"priority\":\"high\"", "\"labels\":[\"a\",<any>]", "\"assignee\":<any>", "\"description\":\"<text>\"",
            "\"comments\":[{\"author\":\"a\",\"content\":\"<text>\"}]", "\"created_at\":\"<time>\"",
            "\"time_logs\":[{\"start_time\":\"<time>\",\"duration_minutes\":<any>}]",
            "\"requirements\":[{\"id\":\"<id>\",\"title\":\"t\",\"acceptance_criteria\":[<any>]}]", "\"dependencies\":[\"<id>\"]",
            "\"<text>\":<any>", "\"story_points\":<any>", "\"epic_id\":\"<id>\"",
        ],
        ["id"] = ["A-1", "A-2", "B-3", "?a", "C-4", "../x", "a", "A-99999999999999999999", "CON", "é-1", "A-1\\n", ""],
        ["time"] =
        [
            "2026-03-04T12:00:00Z", "2026-03-04T12:00:00Z", "2026-03-04", "2026-13-45", "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.9999999+14:00", "now",
        ],
        ["text"] = ["x", "line\\nline", "\\u0000", "\\ud83c", "=1+1", "é🎉", "title", "a\\\"b"],
        ["any"] =
        [
            "\"x\"", "\"y\"", "null",  "\"<text>\"", "1", "-1", "1.5", "1e999", "99999999999999999999", "true", "[]", "{}", "[<any>,<any>]",
            "{\"a\":<any>}",
        ],
    });

    internal override string Name => "batch-files";

    protected override IReadOnlyList<string> Tokens =>
        [.. Grammar.Tokens, "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "\n", "//c\n", "{\"a\":", "[[", "\"title\":\"x\"", "# "];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("file", random));

    internal override string Check(byte[] input)
    {
        if (input.Length == 0)
        {
            return "empty";
        }

        var format = (ImportFormat)((input[0] + 6 - ('0' % 6)) % 6);
        var imported = new ImportedBatch(MaximumProblems);
        var reader = new ImportReader(
            new(Configuration, new Ticket
            {
                Title = "",
                Status = TicketStatus.Open,
                Reporter = "fuzz",
            }, TimeZoneInfo.Utc, Now, new SeededIds()), imported);
        using var stream = new MemoryStream(input, 1, input.Length - 1, writable: false);
        if (format is ImportFormat.CreateLines or ImportFormat.UpdateLines or ImportFormat.DeleteLines)
        {
            var lines = new FileLines(stream);
            while (Engine.Immediate.Result(lines.ReadAsync(default)) is { } line && !imported.IsFull)
            {
                reader.ReadLine(line, format);
            }
        }
        else
        {
            var text = Engine.Immediate.Result(WholeFile.ReadAsync(stream, Engine.FuzzTarget.MaximumLength, default))
                ?? throw new InvalidOperationException("The file is within its bound.");
            reader.ReadFile(text, format);
        }

        return Judge(imported, format);
    }

    private static string Judge(ImportedBatch imported, ImportFormat format)
    {
        Assert.InRange(imported.Problems.Count, 0, MaximumProblems);
        foreach (var problem in imported.Problems)
        {
            Assert.True(problem is { Line: > 0, Column: > 0, Reason.Length: > 10 }, $"A problem without place or reason: {problem}");
        }

        foreach (var operation in imported.Operations)
        {
            if (operation is CreateOperation { Document: Ticket ticket })
            {
                Assert.Empty(DocumentValidator.Validate(ticket, Configuration, allowPlaceholders: true));
            }
        }

        return imported.Problems.Count > 0 ? "refused" : imported.Operations.Count > 0 ? $"read {format}" : "nothing";
    }
}
