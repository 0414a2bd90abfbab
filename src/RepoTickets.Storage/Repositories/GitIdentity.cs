using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>The branch from HEAD itself, as that is one small stable file; the user through git, whose settings have many places.</summary>
internal sealed class GitIdentity(IFileSystem files, ICommandRunner commands)
{
    private const string Program = "git";
    private const string BranchPrefix = "ref: refs/heads/";

    // What a repository writes into HEAD whose references are kept in a table, for old readers.
    private const string BranchIsElsewhere = ".invalid";

    internal async ValueTask<FoundIdentity> ReadAsync(string root, CancellationToken cancellationToken)
    {
        var branch = await ReadBranchAsync(root, cancellationToken).ConfigureAwait(false);

        // One process for both settings. Entries end with a zero byte and are "key, line feed, value"; the last one of a key holds.
        string[] arguments = ["config", "-z", "--get-regexp", "^user\\.(name|email)$"];
        var output = await commands.RunAsync(Program, arguments, root, cancellationToken).ConfigureAwait(false);
        string? name = null;
        string? email = null;
        foreach (var entry in (output ?? "").Split('\0'))
        {
            var (key, value) = SplitEntry(entry);
            name = key == "user.name" ? IdentityText.Clean(value) : name;
            email = key == "user.email" ? IdentityText.Clean(value) : email;
        }

        return new FoundIdentity(branch, name, email);
    }

    private async ValueTask<string?> ReadBranchAsync(string root, CancellationToken cancellationToken)
    {
        if (ReadHead(root) is not { } head || !head.StartsWith(BranchPrefix, StringComparison.Ordinal))
        {
            return null; // detached: on no branch
        }

        var branch = IdentityText.Clean(head[BranchPrefix.Length..]);
        if (branch != BranchIsElsewhere)
        {
            return branch;
        }

        string[] arguments = ["symbolic-ref", "--quiet", "--short", "HEAD"];
        return IdentityText.Clean(await commands.RunAsync(Program, arguments, root, cancellationToken).ConfigureAwait(false));
    }

    private string? ReadHead(string root)
    {
        try
        {
            return GitDirectory.Find(files, root) is { } folder ? IdentityText.ReadFile(files, Path.Join(folder, "HEAD")) : null;
        }
        catch (FileSystemException)
        {
            return null;
        }
    }

    private static (string Key, string Value) SplitEntry(string entry)
    {
        var end = entry.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (entry, "") : (entry[..end], entry[(end + 1)..]);
    }
}
