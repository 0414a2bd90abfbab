using System.Runtime.InteropServices;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// Flags of <c>open</c>. Two of them have other values on Arm than on x86, which the kernel's headers keep per architecture.
/// </summary>
internal static class OpenFlags
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExecute = 0x80000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    internal static int Folder { get; } = IsArm ? 0x4000 : 0x10000;

    /// <summary>A folder is opened, and what is got is a new file in it without a name.</summary>
    internal static int Unnamed { get; } = 0x400000 | Folder;

    internal static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>What every open of a name that others can plant has: no link is followed, no pipe waited for, no child inherits.</summary>
    internal static int Careful { get; } = NoFollow | NonBlocking | CloseOnExecute;
}
