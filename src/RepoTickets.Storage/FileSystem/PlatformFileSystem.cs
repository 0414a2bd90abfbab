using System.Runtime.InteropServices;
using RepoTickets.Storage.FileSystem.Linux;
using RepoTickets.Storage.FileSystem.Portable;

namespace RepoTickets.Storage.FileSystem;

/// <summary>Chooses the file system of this machine.</summary>
internal static class PlatformFileSystem
{
    /// <summary>
    /// System calls on Linux (x86-64 and Arm64, whose structures are known); managed APIs elsewhere, with what these cannot promise.
    /// </summary>
    internal static IFileSystem Create() =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is (Architecture.X64 or Architecture.Arm64)
            ? new LinuxFileSystem()
            : new PortableFileSystem();

    /// <summary>Watches folders inside a root; those that are not there yet are watched when they come.</summary>
    /// <exception cref="FileSystemException">The system cannot watch, or the user's watches are used up.</exception>
    /// <exception cref="IOException">As above, on other systems.</exception>
    internal static IFolderWatch Watch(string root, IReadOnlyCollection<string> folders) =>
        OperatingSystem.IsLinux() ? LinuxFolderWatch.Create(root, folders) : new PortableFolderWatch(root, folders);
}
