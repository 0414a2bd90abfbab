using System.Diagnostics;
using RepoTickets.Sdk.Tests.Snippets;

namespace RepoTickets.Sdk.Tests.Packages;

/// <summary>All packages of <c>src</c>, packed once from what has been built.</summary>
public sealed class PackedPackages : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-packages-").FullName;

    /// <summary>Packs.</summary>
    public PackedPackages()
    {
        var configuration = AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";
        foreach (var name in Names)
        {
            var project = Path.Join(DocumentationPages.Root, "src", name, name + ".csproj");
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", ["pack", project, "-c", configuration, "--no-build", "-v", "q", "-o", _folder])
            {
                RedirectStandardOutput = true,
            })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{name} cannot be packed: {output}");
            }
        }
    }

    /// <summary>The packages, by the folders of <c>src</c> that have a project.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetDirectories(Path.Join(DocumentationPages.Root, "src")).Select(static folder => Path.GetFileName(folder))
            .Where(static name => name.StartsWith("RepoTickets.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    internal string PathOf(string name, string extension) => Assert.Single(Directory.GetFiles(_folder, $"{name}.*{extension}"));

    /// <summary>Removes them.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
