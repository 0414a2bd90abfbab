using System.Text.RegularExpressions;

namespace RepoTickets.Sdk.Tests.Snippets;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages() => [.. DocumentationPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_EveryPieceOfCode_StandsInACompiledFile(string page)
    {
        var compiled = DocumentationPages.CompiledFiles();
        foreach (var (line, code) in DocumentationPages.PiecesOf(page))
        {
            Assert.True(
                compiled.Any(file => Contains(file, code)),
                $"{page}, line {line}: this code stands in no file of tests/RepoTickets.Sdk.Tests/Snippets, where it would be " +
                $"compiled:\n{string.Join('\n', code)}");
        }
    }

    [Fact]
    public void Pages_TogetherWithCode_AreFound()
    {
        var pieces = DocumentationPages.Names.ToDictionary(
            static page => page, static page => DocumentationPages.PiecesOf(page).Count(), StringComparer.Ordinal);
        Assert.True(pieces.Values.Sum() > 25, $"Only {pieces.Values.Sum()} pieces of code were found.");
        Assert.All((string[])["README.md", "docs/getting-started.md", "docs/claims.md"], page => Assert.True(pieces[page] > 0, page));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_LinksToFiles_LeadSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Join(DocumentationPages.Root, page))!;
        foreach (Match link in Link().Matches(DocumentationPages.Read(page)))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
            {
                Assert.True(Path.Exists(Path.Join(folder, target)), $"{page} links to {target}, which is not there.");
            }
        }
    }

    private static bool Contains(string[] file, string[] code) =>
        Enumerable.Range(0, Math.Max(0, file.Length - code.Length + 1)).Any(start => file.AsSpan(start, code.Length).SequenceEqual(code));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
