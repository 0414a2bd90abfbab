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

/// <summary>
/// A system call failed. Where it was to a temporary file, the file that this was to become is named: nobody knows the other.
/// </summary>
internal sealed class FileSystemException(FileSystemError error, string operation, string path, int errorNumber, string detail)
    : IOException(Describe(operation, path, detail))
{
    internal FileSystemError Error { get; } = error;

    internal string Operation { get; } = operation;

    internal string Path { get; } = TemporaryName.TargetOf(path);

    internal int ErrorNumber { get; } = errorNumber;

    /// <summary>
    /// Of a flush by path: the device may have failed. False when the file could not even be opened, so that nothing was flushed and
    /// nothing was lost.
    /// </summary>
    internal bool MayBeDeviceFailure => Error is not (
        FileSystemError.TooManyOpenFiles or FileSystemError.AccessDenied or FileSystemError.NotFound or FileSystemError.NotARegularFile);

    private static string Describe(string operation, string path, string detail)
    {
        var target = TemporaryName.TargetOf(path);

        // The managed APIs quote the path in what they say.
        return ReferenceEquals(target, path)
            ? $"{operation} {path}: {detail}"
            : $"{operation} {target}: {detail.Replace(path, target, StringComparison.Ordinal)}";
    }
}
