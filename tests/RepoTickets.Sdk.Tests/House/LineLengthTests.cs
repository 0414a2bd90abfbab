using RepoTickets.Sdk.Tests.Snippets;

namespace RepoTickets.Sdk.Tests.House;

/// <summary>Holds the sources to the <c>max_line_length</c> of .editorconfig, which no compiler looks at.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void Sources_OfEachFolder_HaveNoLongerLine(string folder)
    {
        var files = FilesBelow(folder).ToList();
        Assert.NotEmpty(files);
        var found = files.SelectMany(name => LongLines(name, DocumentationPages.Read(name).Split('\n'))).ToList();
        Assert.True(found.Count == 0, $"{found.Count} lines have more than {Longest} characters:\n{string.Join('\n', found.Take(20))}");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\"\"\"", 0)]
    [InlineData("// ", 1)]
    public void LongLines_OfALineThatIsTooLong_AreFoundUnlessItIsRawText(string beginning, int expected)
    {
        var longest = new string('x', Longest - beginning.Length);
        Assert.Equal(expected, LongLines("A.cs", [beginning + longest + (expected == 0 ? "" : "x")]).Count());
    }

    /// <summary>A line of a raw string is passed over: a break in it would be a change of the text.</summary>
    private static IEnumerable<string> LongLines(string name, string[] lines)
    {
        var isRaw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = lines[i].Split("\"\"\"").Length - 1;
            if (lines[i].TrimEnd('\r').Length > Longest && marks == 0 && !isRaw)
            {
                yield return $"{name}({i + 1})";
            }

            isRaw ^= marks % 2 == 1;
        }
    }

    private static IEnumerable<string> FilesBelow(string folder) => Directory
        .EnumerateFiles(Path.Join(DocumentationPages.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(static path => Path.GetRelativePath(DocumentationPages.Root, path).Replace('\\', '/'))
        .Where(static name => !name.Split('/').Any(static part => part is "bin" or "obj" or "local-packages"));
}
