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
}
