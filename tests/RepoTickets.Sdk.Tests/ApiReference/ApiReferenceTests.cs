using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Sdk.Tests.Snippets;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.ApiReference;

public sealed class ApiReferenceTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(Ticket).Assembly, typeof(TicketStore).Assembly, typeof(IEventBus).Assembly, typeof(BatchExecutor).Assembly,
        typeof(IClaims).Assembly,
        typeof(ILogProcessor).Assembly, typeof(SdkServiceCollectionExtensions).Assembly,
    ];

    public static TheoryData<string> Packages() => [.. Assemblies.Select(static assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Page_OfThePackage_IsWhatTheCommentsSay(string package)
    {
        var path = Path.Join(DocumentationPages.Root, "docs", "api", package + ".md");
        var written = new ApiPage(Find(package)).Write();
        if (Environment.GetEnvironmentVariable("REPOTICKETS_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, written);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == written,
            $"docs/api/{package}.md is not what the documentation comments say. REPOTICKETS_UPDATE_DOCS=1 writes it anew.");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicMembers_OfThePackage_AreDocumented(string package)
    {
        var page = new ApiPage(Find(package));
        page.Write();
        Assert.True(
            page.Undocumented.Count == 0, $"{package} has public members without a comment: {string.Join(", ", page.Undocumented)}");
    }

    private static Assembly Find(string package) => Array.Find(Assemblies, assembly => assembly.GetName().Name == package)!;
}
