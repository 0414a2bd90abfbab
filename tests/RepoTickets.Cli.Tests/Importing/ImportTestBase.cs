using System.Text.Json;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Importing;

/// <summary>A repository, files of another program beside it, and what came of them.</summary>
public abstract class ImportTestBase : IAsyncLifetime
{
    private protected TestRepository Repository { get; } = new();

    public Task InitializeAsync() => Repository.RunAsync("init").Succeeds();

    public Task DisposeAsync()
    {
        Repository.Dispose();
        return Task.CompletedTask;
    }

    private protected string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(Repository.Folder, name))!);
        return Repository.Write(name, text);
    }

    private protected async Task<JsonElement> ImportAsync(string source, string path = ".", params string[] options) =>
        (await Repository.RunAsync(["import", "--from", source, path, "--format", "json", .. options]).Succeeds()).Json;

    private protected async Task<JsonElement> ShowAsync(string id) =>
        (await Repository.RunAsync("show", id, "--format", "json").Succeeds()).Json.GetProperty("item");

    private protected async Task<int> CountAsync() => (await Repository.RunAsync("list", "-A", "--format", "json").Succeeds()).Ids.Count();

    /// <summary>The import is refused at this place, and nothing is written.</summary>
    private protected async Task RefusedAsync(string source, string path, string place, string reason)
    {
        var answer = await Repository.RunAsync("import", "--from", source, path).Answers(ExitCodes.Usage);
        Assert.Contains(place, answer.Error, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    private protected static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private protected static string[] Texts(JsonElement item, string name) =>
        [.. item.GetProperty(name).EnumerateArray().Select(static text => text.GetString()!)];

    private protected static string Comments(JsonElement item) =>
        string.Join(
            '\n', item.GetProperty("comments").EnumerateArray().Select(
                static comment => $"{comment.GetProperty("author").GetString()}: {comment.GetProperty("content").GetString()}"));
}
