using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Locking;

/// <summary>Says failures of the file system in the words of the public contract.</summary>
internal static class StoreIo
{
    internal static RepoTicketsException Explain(FileSystemException exception, string consequence)
    {
        return new StoreIoException(
            $"{exception.Message} {consequence} {Advice(exception.Error)}".TrimEnd(), exception.Path, exception.ErrorNumber, exception);
    }

    /// <summary>What to do; empty where nothing general can be said.</summary>
    internal static string Advice(FileSystemError error) => error switch
    {
        FileSystemError.NoSpace => "The disk is full or a quota is reached: free space and try again.",
        FileSystemError.AccessDenied =>
            "Permission was denied: grant the user of this process the right to write there (check the owner and the mode of the folder).",
        FileSystemError.ReadOnly => "The file system is mounted read-only: mount it for writing.",
        FileSystemError.TooManyOpenFiles => "Too many files are open: raise the limit or close some.",
        FileSystemError.InputOutput => "The device reported an error: check its health before you go on.",
        _ => "",
    };
}
