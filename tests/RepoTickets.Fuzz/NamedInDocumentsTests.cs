using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RepoTickets.Fuzz;

/// <summary>What pages name as their proof exists: tests, classes of tests, and members of the source.</summary>
public sealed partial class NamedInDocumentsTests
{
    private static readonly Lazy<Sources> Written = new(Sources.Read);

    [Theory]
    [InlineData("testing.md", 30)]
    [InlineData("hostile-input.md", 30)]
    [InlineData("python-defects.md", 70)]
    [InlineData("security.md", 60)]
    public void Page_NamedTestsAndMembers_Exist(string page, int least)
    {
        var marked = CodeMarks().Matches(File.ReadAllText(Sources.PathOf("docs", page))).Select(static match => match.Groups[1].Value).Distinct().ToList();
        var checkedNames = 0;
        var missing = new List<string>();
        foreach (var name in marked)
        {
            if (Written.Value.Knows(name) is { } isKnown)
            {
                checkedNames++;
                if (!isKnown)
                {
                    missing.Add(name);
                }
            }
        }

        Assert.True(missing.Count == 0, $"{page} names what does not exist: {string.Join(", ", missing)}");
        Assert.True(checkedNames >= least, $"Only {checkedNames} names of {page} were checked.");
    }

    [Theory]
    [InlineData("hostile-input.md", "P1 P2 P3 P4 P5 P6 Y1 Y2 Y3 Y4 Y5 Y6")]
    [InlineData("python-defects.md", "A1-19 B1-21 C1-20")]
    public void Page_EveryRow_IsThereAndNamesATest(string page, string rows)
    {
        var lines = File.ReadLines(Sources.PathOf("docs", page)).Where(static line => RowStart().IsMatch(line)).ToDictionary(static line => RowStart().Match(line).Groups[1].Value);
        foreach (var row in rows.Split(' ').SelectMany(Expand))
        {
            Assert.True(lines.TryGetValue(row, out var line), $"{page} has no row {row}.");
            Assert.True(CodeMarks().Matches(line).Any(static match => Sources.IsTest(match.Groups[1].Value)), $"Row {row} of {page} names no test.");
        }
    }

    [Fact]
    public void Knows_WhatIsNotThere_IsFound()
    {
        Assert.False(Written.Value.Knows("No_SuchTest_IsThere"));
        Assert.False(Written.Value.Knows("NoSuchTest_…"));
        Assert.False(Written.Value.Knows("NamedInDocumentsTests.NoSuch" + "Member"));
        Assert.False(Written.Value.Knows("NoSuchClassTests"));
        Assert.True(Written.Value.Knows("NamedInDocumentsTests.Page_…"));
        Assert.Null(Written.Value.Knows("REPOTICKETS_SEED"));
    }

    private static IEnumerable<string> Expand(string text) => text.Split('-') is [var first, var last]
        ? Enumerable.Range(1, int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)).Select(number => $"{first[0]}{number}")
        : [text];

    [GeneratedRegex("`([^`\r\n]+)`")]
    private static partial Regex CodeMarks();

    [GeneratedRegex(@"^\| ([A-Z]\d+) \|")]
    private static partial Regex RowStart();

    /// <summary>The files of this repository, by what they declare.</summary>
    private sealed partial class Sources
    {
        private static readonly string[] Folders = ["src", "tests", "benchmarks"];

        private readonly HashSet<string> _methods = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

        internal static Sources Read()
        {
            var sources = new Sources();
            foreach (var path in Folders.SelectMany(static folder => Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)))
            {
                var text = File.ReadAllText(path);
                sources._methods.UnionWith(Methods().Matches(text).Select(static match => match.Groups[1].Value));
                foreach (Match match in Types().Matches(text))
                {
                    var name = match.Groups[1].Value;
                    sources._types[name] = sources._types.GetValueOrDefault(name) + text;
                }
            }

            return sources;
        }

        internal static string PathOf(params string[] parts) => Path.Join(Root(), Path.Join(parts));

        /// <summary>The name of a test or of a class of tests.</summary>
        internal static bool IsTest(string name) => Test().IsMatch(name) || TestClass().IsMatch(name);

        /// <summary>Null for what is no name of these kinds.</summary>
        internal bool? Knows(string name)
        {
            if (Member().Match(name) is { Success: true } member && !Directory.Exists(PathOf("tests", name)))
            {
                return _types.TryGetValue(member.Groups[1].Value, out var text) &&
                    Regex.IsMatch(text, $@"\b{member.Groups[2].Value}{(member.Groups[3].Success ? "_" : @"\b")}", RegexOptions.None, TimeSpan.FromSeconds(10));
            }

            return Beginning().Match(name) is { Success: true } beginning ? _methods.Any(method => method.StartsWith(beginning.Groups[1].Value, StringComparison.Ordinal))
                : Test().IsMatch(name) ? _methods.Contains(name)
                : TestClass().IsMatch(name) ? _types.ContainsKey(name)
                : null;
        }

        private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", ".."));

        [GeneratedRegex(@"\b(?:void|Task) ([A-Z][A-Za-z0-9_]+)\(")]
        private static partial Regex Methods();

        [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) (?:struct )?([A-Z]\w+)")]
        private static partial Regex Types();

        [GeneratedRegex(@"^([A-Z]\w*)\.([A-Z]\w*?)(_…)?$")]
        private static partial Regex Member();

        [GeneratedRegex(@"^([A-Z]\w*_)…$")]
        private static partial Regex Beginning();

        [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:_[A-Z0-9][A-Za-z0-9]*)+$|^[A-Z][0-9]+(?:_[A-Z][A-Za-z0-9]*)+$")]
        private static partial Regex Test();

        [GeneratedRegex("^[A-Z][A-Za-z0-9]*Tests$")]
        private static partial Regex TestClass();
    }
}
