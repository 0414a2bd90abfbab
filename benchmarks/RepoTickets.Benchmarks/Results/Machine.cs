using System.Globalization;
using System.Runtime.InteropServices;

namespace RepoTickets.Benchmarks.Results;

/// <summary>What a reader must know of the machine to read a figure: its class, and nothing that names it.</summary>
internal static class Machine
{
    internal static string Describe(string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.FrameworkDescription}, " +
        $"{System()}, {FileSystem(folder)}");

    private static string System() => OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsWindows() ? "Windows" : "macOS";

    private static string FileSystem(string folder)
    {
        var full = Path.GetFullPath(folder);
        return DriveInfo.GetDrives()
            .Where(drive => full.StartsWith(drive.RootDirectory.FullName, StringComparison.Ordinal))
            .MaxBy(static drive => drive.RootDirectory.FullName.Length)?.DriveFormat ?? "unknown file system";
    }
}
