using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Locking;

/// <summary>Says failures of the file system in the words of the public contract.</summary>
internal static class StoreIo
{
    internal static RepoTicketsException Explain(FileSystemException exception, string consequence)
    {
        var advice = exception.Error switch
        {
            FileSystemError.NoSpace => "The disk is full or a quota is reached: free space and try again.",
            FileSystemError.AccessDenied => "Permission was denied: check the owner and the mode of the folder.",
            FileSystemError.ReadOnly => "The file system is mounted read-only.",
            FileSystemError.TooManyOpenFiles => "Too many files are open: raise the limit or close some.",
            FileSystemError.InputOutput => "The device reported an error: check its health before you go on.",
            _ => "",
        };

        return new StoreIoException(
            $"{exception.Message} {consequence} {advice}".TrimEnd(), exception.Path, exception.ErrorNumber, exception);
    }
}
