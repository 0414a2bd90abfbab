using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal static class SimulatedError
{
    internal static FileSystemException Of(int errorNumber, string operation, string path) =>
        new(ErrorNumbers.Classify(errorNumber), operation, path, errorNumber, $"simulated error {errorNumber}");

    internal static FileSystemException NotRegular(string operation, string path) =>
        new(FileSystemError.NotARegularFile, operation, path, 0, "it is not a regular file");

    internal static int Number(SimulatedFault fault) => fault switch
    {
        SimulatedFault.InputOutput => ErrorNumbers.InputOutput,
        SimulatedFault.NoSpace or SimulatedFault.ShortWrite => ErrorNumbers.NoSpace,
        SimulatedFault.QuotaExceeded => ErrorNumbers.QuotaExceeded,
        SimulatedFault.TooManyOpenFiles => ErrorNumbers.TooManyOpen,
        SimulatedFault.AccessDenied => ErrorNumbers.AccessDenied,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "This fault has no error number."),
    };

    internal static SimulatedFault Fault(FileSystemError error) => error switch
    {
        FileSystemError.InputOutput => SimulatedFault.InputOutput,
        FileSystemError.NoSpace => SimulatedFault.NoSpace,
        FileSystemError.TooManyOpenFiles => SimulatedFault.TooManyOpenFiles,
        FileSystemError.AccessDenied => SimulatedFault.AccessDenied,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "This error cannot be injected."),
    };
}
