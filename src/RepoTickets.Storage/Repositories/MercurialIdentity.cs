using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>The branch from Mercurial's own file; the user, one text "Name &lt;address&gt;", through hg.</summary>
internal sealed class MercurialIdentity(IFileSystem files, ICommandRunner commands)
{
    internal async ValueTask<FoundIdentity> ReadAsync(string root, CancellationToken cancellationToken)
    {
        var branch = IdentityText.ReadFile(files, Path.Join(root, ".hg", "branch"));
        var output = await commands.RunAsync("hg", ["config", "ui.username"], root, cancellationToken).ConfigureAwait(false);
        var (name, email) = SplitUser(IdentityText.Clean(output));
        return new FoundIdentity(branch, name, email);
    }

    internal static (string? Name, string? Email) SplitUser(string? user)
    {
        if (user is null)
        {
            return default;
        }

        var open = user.LastIndexOf('<');
        if (open >= 0 && user[^1] == '>')
        {
            return (IdentityText.Clean(user[..open]), IdentityText.Clean(user[(open + 1)..^1]));
        }

        return user.Contains('@', StringComparison.Ordinal) && !user.Contains(' ', StringComparison.Ordinal)
            ? (IdentityText.Clean(user[..user.IndexOf('@', StringComparison.Ordinal)]), user)
            : (user, null);
    }
}
