namespace RepoTickets.Storage.FileSystem;

/// <summary>
/// All input and output of the store goes through here, so that a simulated file system with the weakest legal behaviour can run the real
/// code. Paths are absolute. Every failure is an <see cref="FileSystemException"/> with the error number of the system call that failed.
/// Members are synchronous, as the system calls are, and thread-safe.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Changes with every boot of the machine: unflushed data of another boot may be gone.</summary>
    string BootId { get; }

    /// <summary>Type, size and times of what a path names, without following a final link; null when there is nothing.</summary>
    FileStatus? GetStatus(string path);

    /// <summary>
    /// The bytes of a regular file and its status as it was while it was read; null when there is nothing. Does not follow a final link and
    /// does not hang on pipes: what is not a regular file gives <see cref="FileSystemError.NotARegularFile"/>, what is longer than
    /// <paramref name="maximumLength"/> gives <see cref="FileSystemError.TooLarge"/>.
    /// </summary>
    FileContent? ReadFile(string path, long maximumLength);

    /// <summary>The entries of a folder in no order, names only; null when the folder does not exist.</summary>
    IReadOnlyList<string>? ListNames(string folder);

    /// <summary>
    /// The entries of a folder with their status, in no order; null when the folder does not exist. Entries that vanish meanwhile are left
    /// out.
    /// </summary>
    IReadOnlyList<FolderEntry>? ListWithStatus(string folder);

    /// <summary>Creates a folder (its parent must exist). No error when it is there already.</summary>
    void CreateFolder(string path);

    /// <summary>Creates a new file exclusively with these bytes, unflushed, and closes it.</summary>
    void CreateFile(string path, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Creates a file with these bytes, unflushed, that has no name until it is given one: whoever dies before that leaves nothing. Null
    /// where the system has no such files or the folder is not there, and <see cref="CreateFile"/> is to be used.
    /// </summary>
    /// <param name="path">What it is going to be named.</param>
    /// <param name="bytes">Its content.</param>
    IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Renames over whatever has the target's name (the same folder, the same file system).</summary>
    void Replace(string source, string target);

    /// <summary>Renames exclusively: <see cref="FileSystemError.AlreadyExists"/> when the target is there.</summary>
    void MoveExclusively(string source, string target);

    /// <summary>Removes a file or link; false when it was not there.</summary>
    bool Delete(string path);

    /// <summary>Flushes a file's data to the device; false when it was not there.</summary>
    bool FlushFile(string path);

    /// <summary>Flushes a folder's entries to the device.</summary>
    void FlushFolder(string path);

    /// <summary>Opens a file for appending and reading by position, creating it when it is not there.</summary>
    IAppendFile OpenAppendFile(string path);

    /// <summary>
    /// Tries to take an exclusive lock on a file (created when not there) without waiting; null when somebody else has it.
    /// </summary>
    IFileLock? TryLock(string path);

    /// <summary>
    /// Maps a small file of 64-bit words that all processes on this machine share. Survives the death of processes, not of the machine.
    /// Null where that is not possible (another operating system, a read-only folder without the file): callers fall back to the journal.
    /// </summary>
    ISharedWords? OpenSharedWords(string path, int count);

    /// <summary>A kind of file system on which locks and flushes cannot be trusted (a network), by name; null for local ones.</summary>
    string? DescribeUntrusted(string folder);
}

/// <summary>A file without a name; disposal removes it unless it was given one. Holds a descriptor. Not thread-safe.</summary>
internal interface IUnnamedFile : IDisposable
{
    /// <summary>Gives it its name, exclusively: <see cref="FileSystemError.AlreadyExists"/> when the path is there.</summary>
    void Name(string path);
}

/// <summary>A file that grows at its end. Not thread-safe; one writer at a time, by the store's lock.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads at a position; returns how many bytes were there (fewer than asked only at the end).</summary>
    int Read(long position, Span<byte> buffer);

    /// <summary>Writes at a position; all of it, or an exception and an unknown part.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts or extends (with zeros) to a length.</summary>
    void SetLength(long length);

    /// <summary>Flushes data and length to the device. A failure must never be retried and believed.</summary>
    void Flush();

    /// <summary>The name still leads to this very file (nobody replaced or removed it).</summary>
    bool IsStillNamed { get; }
}

/// <summary>
/// An exclusive lock between processes (and between handles in one process), released by disposal or by the death of the process.
/// </summary>
internal interface IFileLock : IDisposable
{
    /// <summary>The name still leads to the locked file; a lock on a file that somebody replaced protects nothing.</summary>
    bool IsStillNamed { get; }

    /// <summary>Replaces the text in the lock file, which names the holder for people. Failures are ignored.</summary>
    void Describe(string holder);
}

/// <summary>64-bit words shared between processes. Reads and writes are atomic and ordered (volatile).</summary>
internal interface ISharedWords : IDisposable
{
    long this[int index] { get; set; }

    /// <summary>The name still leads to the mapped file.</summary>
    bool IsStillNamed { get; }
}
