using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RepoTickets.LogTriage.Tests.Defects;

/// <summary>docs/triage-requirements.md names a test for every defect of the ancestor, and each of these tests exists.</summary>
public sealed partial class RequirementTableTests
{
    [Fact]
    public void Table_EveryDefect_HasARowWithTests()
    {
        var rows = ReadRows();

        Assert.Equal(
            Enumerable.Range(1, 60).Select(static number => $"{number}").Append("38b").Order(StringComparer.Ordinal),
            rows.Select(static row => row.Number).Order(StringComparer.Ordinal));
        Assert.All(rows, static row => Assert.True(row.Tests.Count > 0, $"row {row.Number} names no test"));
    }

    [Fact]
    public void Table_EveryTestThatItNames_Exists()
    {
        var known = typeof(RequirementTableTests).Assembly.GetTypes()
            .SelectMany(
                static type => type.GetMethods().Where(
                    static method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
                .Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        var missing = ReadRows().SelectMany(static row => row.Tests.Select(test => $"row {row.Number}: {test}"))
            .Where(named => !known.Contains(named[(named.IndexOf(": ", StringComparison.Ordinal) + 2)..])).ToList();

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    private static List<(string Number, List<string> Tests)> ReadRows([CallerFilePath] string file = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/triage-requirements.md"))
            .Select(static line => line.Trim('|').Split('|').Select(static cell => cell.Trim()).ToArray())
            .Where(static cells => cells.Length == 4 && Number().IsMatch(cells[0]))
            .Select(static cells => (cells[0], TestName().Matches(cells[3]).Select(static match => match.Groups[1].Value).ToList())),
    ];

    [GeneratedRegex("^[0-9]+b?$")]
    private static partial Regex Number();

    [GeneratedRegex("`([A-Za-z]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
