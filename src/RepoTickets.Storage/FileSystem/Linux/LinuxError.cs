using System.Runtime.InteropServices;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>Turns the error number that a call left behind into an exception.</summary>
internal static class LinuxError
{
    internal static int Last => Marshal.GetLastPInvokeError();

    internal static FileSystemException FromLast(string operation, string path) => From(Last, operation, path);

    internal static FileSystemException From(int errorNumber, string operation, string path) =>
        new(ErrorNumbers.Classify(errorNumber), operation, path, errorNumber, Describe(errorNumber));

    internal static FileSystemException NotRegular(string operation, string path) =>
        new(FileSystemError.NotARegularFile, operation, path, 0, "it is not a regular file (a link, folder, pipe, socket or device)");

    internal static FileSystemException TooLarge(string operation, string path, long maximumLength) =>
        new(FileSystemError.TooLarge, operation, path, ErrorNumbers.FileTooLarge, $"it is longer than {maximumLength} bytes");

    private static string Describe(int errorNumber) => errorNumber switch
    {
        ErrorNumbers.TooManyLinks => "it is a symbolic link, which is not followed here",
        _ => $"{Marshal.GetPInvokeErrorMessage(errorNumber)} (errno {errorNumber})",
    };
}
