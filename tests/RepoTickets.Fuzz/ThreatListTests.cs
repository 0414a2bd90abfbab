using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RepoTickets.Fuzz;

/// <summary>The list of threats names the tests that show what answers them.</summary>
public sealed partial class ThreatListTests
{
    [Fact]
    public void Threats_NamedTests_Exist()
    {
        var root = Root();
        var named = Names().Matches(File.ReadAllText(Path.Join(root, "docs", "security.md"))).Select(
            static match => match.Groups[1].Value).Distinct().ToList();
        var written = Directory.EnumerateFiles(Path.Join(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static path => Declarations().Matches(File.ReadAllText(path)).Select(static match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 60, $"Only {named.Count} tests are named.");
        Assert.All(named, name => Assert.Contains(name, written));
    }

    [Fact]
    public void Threats_EveryRow_NamesATest()
    {
        var rows = File.ReadLines(Path.Join(Root(), "docs", "security.md"))
            .Where(
                static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| threat", StringComparison.Ordinal));
        Assert.All(rows, static row => Assert.Matches(Names(), row));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", ".."));

    /// <summary>A name of a test in code marks: at least one underscore between words that begin with capitals.</summary>
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Z0-9][A-Za-z0-9]*)+)`")]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(?:void|Task) ([A-Z][A-Za-z0-9_]+)\(")]
    private static partial Regex Declarations();
}
