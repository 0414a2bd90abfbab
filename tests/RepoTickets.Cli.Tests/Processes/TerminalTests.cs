using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Processes;

/// <summary>The program in a real terminal: keys go in, and what it was like before comes back.</summary>
public sealed class TerminalTests
{
    private const string ControlC = "\u0003";
    private const string ControlS = "\u0013";
    private const string OtherScreen = "\u001b[?1049h";
    private const string FirstScreen = "\u001b[?1049l";

    [TerminalFact]
    public async Task Tui_InATerminal_ListsCreatesCommentsAndEnds()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Already there").Succeeds();
        using var tui = TerminalProcess.Start(repository.Folder, "tui");
        await tui.UntilShownAsync(OtherScreen);
        await tui.UntilShownAsync("ALREADY-1");
        await tui.TypeAsync("n");
        await tui.UntilShownAsync("New ticket");
        await tui.TypeAsync("Neu: 日本 🎉" + ControlS);
        await tui.UntilShownAsync("Created NEU-1.");
        await tui.TypeAsync("\r");
        await tui.UntilShownAsync("Ticket: NEU-1");
        await tui.TypeAsync("c");
        await tui.UntilShownAsync("Comment on NEU-1");
        await tui.TypeAsync("One\rTwo" + ControlS);
        await tui.UntilShownAsync("Added a comment");
        await tui.TypeAsync("q");
        await tui.UntilShownAsync(FirstScreen);
        await tui.UntilShownAsync("ended with 0, 1");

        var item = (await repository.RunAsync("show", "NEU-1", "--format", "json").Succeeds()).Json.GetProperty("item");
        Assert.Equal("Neu: 日本 🎉", item.GetProperty("title").GetString());
        Assert.Equal("One\nTwo", item.GetProperty("comments")[0].GetProperty("content").GetString());
        await repository.RunAsync("verify").Succeeds();
    }

    [TerminalFact]
    public async Task Tui_ByControlC_EndsAtOnceAndGivesTheTerminalBack()
    {
        using var repository = await TestRepository.WithStoreAsync();
        using var tui = TerminalProcess.Start(repository.Folder, "tui");
        await tui.UntilShownAsync("No tickets found.");
        await tui.TypeAsync("n");
        await tui.UntilShownAsync("New ticket");
        await tui.TypeAsync("Never saved" + ControlC);
        await tui.UntilShownAsync(FirstScreen);
        await tui.UntilShownAsync("ended with 130, 1");
        Assert.Empty((await repository.RunAsync("list", "--format", "json").Succeeds()).Ids);
        await repository.RunAsync("verify").Succeeds();
    }

    [TerminalFact]
    public async Task Question_ByControlC_EndsWithoutAnAnswer()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Kept").Succeeds();
        using var delete = TerminalProcess.Start(repository.Folder, "delete KEPT-1");
        await delete.UntilShownAsync("[y/N]");
        await delete.TypeAsync(ControlC);
        await delete.UntilShownAsync("ended with 130, 1");
        Assert.Equal(["KEPT-1"], (await repository.RunAsync("list", "--format", "json").Succeeds()).Ids);
    }

    [TerminalFact]
    public async Task Question_Answered_IsDone()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Dropped").Succeeds();
        using var delete = TerminalProcess.Start(repository.Folder, "delete DROPPED-1");
        await delete.UntilShownAsync("[y/N]");
        await delete.TypeAsync("y\r");
        await delete.UntilShownAsync("ended with 0, 1");
        Assert.Empty((await repository.RunAsync("list", "--format", "json").Succeeds()).Ids);
    }
}
