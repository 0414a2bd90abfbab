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
}
