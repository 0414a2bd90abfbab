namespace RepoTickets.Storage.FileSystem;

/// <summary>Linux error numbers that the store tells apart, and what they mean to it.</summary>
internal static class ErrorNumbers
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int InputOutput = 5;
    internal const int NoDevice = 6;
    internal const int WouldBlock = 11;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int CrossDevice = 18;
    internal const int NotSupportedByDevice = 19;
    internal const int NotAFolder = 20;
    internal const int IsAFolder = 21;
    internal const int InvalidArgument = 22;
    internal const int TooManyOpenInSystem = 23;
    internal const int TooManyOpen = 24;
    internal const int FileTooLarge = 27;
    internal const int NoSpace = 28;
    internal const int ReadOnly = 30;
    internal const int NotImplemented = 38;
    internal const int TooManyLinks = 40;
    internal const int NotSupported = 95;
    internal const int QuotaExceeded = 122;

    internal static FileSystemError Classify(int errorNumber) => errorNumber switch
    {
        Exists => FileSystemError.AlreadyExists,
        NoEntry => FileSystemError.NotFound,
        AccessDenied or NotPermitted => FileSystemError.AccessDenied,
        ReadOnly => FileSystemError.ReadOnly,
        NoSpace or QuotaExceeded => FileSystemError.NoSpace,
        TooManyOpen or TooManyOpenInSystem => FileSystemError.TooManyOpenFiles,
        InputOutput => FileSystemError.InputOutput,
        // A link where none may be, a folder, a socket or a pipe without a reader.
        TooManyLinks or IsAFolder or NoDevice => FileSystemError.NotARegularFile,
        FileTooLarge => FileSystemError.TooLarge,
        CrossDevice => FileSystemError.CrossesFileSystems,
        _ => FileSystemError.Other,
    };

    internal static bool MeansNothingThere(int errorNumber) => errorNumber is NoEntry or NotAFolder;
}
