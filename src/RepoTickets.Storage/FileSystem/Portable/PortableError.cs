namespace RepoTickets.Storage.FileSystem.Portable;

/// <summary>Turns the exceptions of the managed APIs into the store's own.</summary>
internal static class PortableError
{
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int WindowsAlreadyExists = unchecked((int)0x800700B7);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsTooManyOpenFiles = unchecked((int)0x80070004);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    internal static T Guard<T>(string operation, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is (IOException and not FileSystemException) or UnauthorizedAccessException)
        {
            throw Translate(operation, path, exception);
        }
    }

    internal static void Guard(string operation, string path, Action action) => Guard(operation, path, () =>
    {
        action();
        return true;
    });

    internal static FileSystemException Translate(string operation, string path, Exception exception) =>
        new(Classify(exception), operation, path, ErrorNumber(exception), exception.Message);

    internal static FileSystemException NotRegular(string operation, string path) =>
        new(FileSystemError.NotARegularFile, operation, path, 0, "it is not a regular file (a link, folder or device)");

    internal static bool MeansNothingThere(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;

    private static FileSystemError Classify(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => FileSystemError.NotFound,
        UnauthorizedAccessException => FileSystemError.AccessDenied,
        _ => exception.HResult switch
        {
            WindowsFileExists or WindowsAlreadyExists => FileSystemError.AlreadyExists,
            WindowsDiskFull or WindowsHandleDiskFull => FileSystemError.NoSpace,
            WindowsTooManyOpenFiles => FileSystemError.TooManyOpenFiles,
            WindowsWriteProtected => FileSystemError.ReadOnly,
            _ => OperatingSystem.IsLinux() ? ErrorNumbers.Classify(ErrorNumber(exception)) : FileSystemError.Other,
        },
    };

    // On Unix the result code of an exception is the error number itself, on Windows it is the low half.
    private static int ErrorNumber(Exception exception) => exception.HResult < 0 ? exception.HResult & 0xFFFF : exception.HResult;
}
