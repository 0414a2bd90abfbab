namespace RepoTickets.Storage.FileSystem;

/// <summary>What the store distinguishes; everything else is <see cref="Other"/> and carries its error number.</summary>
internal enum FileSystemError
{
    Other,
    AlreadyExists,
    NotFound,
    AccessDenied,
    ReadOnly,
    NoSpace,
    TooManyOpenFiles,
    InputOutput,
    NotARegularFile,
    TooLarge,
    CrossesFileSystems,
}

/// <summary>A system call failed.</summary>
internal sealed class FileSystemException(FileSystemError error, string operation, string path, int errorNumber, string detail)
    : IOException($"{operation} {path}: {detail}")
{
    internal FileSystemError Error { get; } = error;

    internal string Operation { get; } = operation;

    internal string Path { get; } = path;

    internal int ErrorNumber { get; } = errorNumber;

    /// <summary>
    /// Of a flush by path: the device may have failed. False when the file could not even be opened, so that nothing was flushed and
    /// nothing was lost.
    /// </summary>
    internal bool MayBeDeviceFailure => Error is not (
        FileSystemError.TooManyOpenFiles or FileSystemError.AccessDenied or FileSystemError.NotFound or FileSystemError.NotARegularFile);
}
