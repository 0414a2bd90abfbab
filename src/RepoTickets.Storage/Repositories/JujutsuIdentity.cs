namespace RepoTickets.Storage.Repositories;

/// <summary>Everything through jj, and without letting it take a snapshot of the work tree. Not tested against the real tool.</summary>
internal sealed class JujutsuIdentity(ICommandRunner commands)
{
    private const string Program = "jj";

    internal async ValueTask<FoundIdentity> ReadAsync(string root, CancellationToken cancellationToken)
    {
        string[] bookmarks =
            ["--ignore-working-copy", "--no-pager", "log", "--no-graph", "-r", "@", "-T",
                "local_bookmarks.map(|b| b.name()).join(\"\\n\")"];
        var names = await commands.RunAsync(Program, bookmarks, root, cancellationToken).ConfigureAwait(false);
        return new FoundIdentity(
            IdentityText.Clean(names?.Split('\n')[0]),
            await ReadSettingAsync("user.name", root, cancellationToken).ConfigureAwait(false),
            await ReadSettingAsync("user.email", root, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<string?> ReadSettingAsync(string key, string root, CancellationToken cancellationToken)
    {
        string[] arguments = ["--ignore-working-copy", "--no-pager", "config", "get", key];
        return IdentityText.Clean(await commands.RunAsync(Program, arguments, root, cancellationToken).ConfigureAwait(false));
    }
}
