namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// A rename that never replaces. Where the kernel, the file system or the C library has none, a second name is made and the first removed:
/// making a name is exclusive everywhere.
/// </summary>
internal static class LinuxExclusiveMove
{
    private const uint NoReplace = 1;

    internal static void Move(string source, string target)
    {
        if (TryRename(source, target))
        {
            return;
        }

        MoveByLink(source, target);
    }

    internal static void MoveByLink(string source, string target)
    {
        while (LibC.Link(source, target) == LinuxCall.Failed)
        {
            LinuxCall.ThrowUnlessInterrupted("link", target);
        }

        while (LibC.Unlink(source) == LinuxCall.Failed)
        {
            if (LinuxError.Last == ErrorNumbers.Interrupted)
            {
                continue;
            }

            var failure = LinuxError.FromLast("unlink", source);
            _ = LibC.Unlink(target);
            throw failure;
        }
    }

    private static bool TryRename(string source, string target)
    {
        try
        {
            while (LibC.RenameAt(LinuxCall.CurrentFolder, source, LinuxCall.CurrentFolder, target, NoReplace) == LinuxCall.Failed)
            {
                if (LinuxError.Last is ErrorNumbers.NotImplemented or ErrorNumbers.InvalidArgument)
                {
                    return false;
                }

                LinuxCall.ThrowUnlessInterrupted("rename", target);
            }

            return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }
}
