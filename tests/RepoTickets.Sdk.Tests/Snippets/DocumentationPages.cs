using System.Runtime.CompilerServices;

namespace RepoTickets.Sdk.Tests.Snippets;

/// <summary>Finds the pages of the documentation and the code in them.</summary>
internal static class DocumentationPages
{
    internal static string Root { get; } = Path.GetFullPath(Path.Join(FolderOf(), "../../.."));

    /// <summary>All pages that people read, by their path in the repository. References that are generated are not among them.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "README.md",
        .. Below("docs").Where(static name => !name.StartsWith("docs/api/", StringComparison.Ordinal)),
        .. Below("src"),
        .. Below("samples"),
    ];

    internal static string Read(string name) => File.ReadAllText(Path.Join(Root, name));

    /// <summary>
    /// The code of a page, in pieces between blank lines, each with the number of its first line. Blank lines divide because declarations
    /// and statements may stand together in a page, and cannot in a file.
    /// </summary>
    internal static IEnumerable<(int Line, string[] Code)> PiecesOf(string name)
    {
        var (isCode, piece, number) = (false, new List<string>(), 0);
        foreach (var line in Read(name).Split('\n').Select(static line => line.Trim()))
        {
            number++;
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if ((isFence || line.Length == 0) && piece.Count > 0)
            {
                yield return (number - piece.Count, [.. piece]);
                piece.Clear();
            }

            if (isFence)
            {
                isCode = !isCode && line is "```csharp" or "```cs" or "```c#";
            }
            else if (isCode && line.Length > 0)
            {
                piece.Add(line);
            }
        }
    }

    /// <summary>The files of this folder, which the compiler has seen, as trimmed lines without the blank ones.</summary>
    internal static IReadOnlyList<string[]> CompiledFiles() =>
    [
        .. Directory.GetFiles(FolderOf(), "*.cs").Select(static path =>
            File.ReadAllLines(path).Select(static line => line.Trim()).Where(static line => line.Length > 0).ToArray()),
    ];

    private static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(Path.Join(Root, folder), "*.md", SearchOption.AllDirectories)
        .Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(static name => !name.Split('/').Any(static part => part is "bin" or "obj" or "local-packages"))
        .Order(StringComparer.Ordinal);

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
