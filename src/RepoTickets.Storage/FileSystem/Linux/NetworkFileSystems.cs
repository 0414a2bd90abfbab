namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// Knows the kinds of file systems whose locks do not reach other machines or whose flush may stop at a server, by their magic numbers.
/// </summary>
internal static unsafe class NetworkFileSystems
{
    private const int BufferLength = 256; // struct statfs has 120 bytes; its first eight are the type

    internal static string? Describe(string folder)
    {
        var buffer = stackalloc byte[BufferLength];
        while (LibC.FileSystemStatus(folder, buffer) == LinuxCall.Failed)
        {
            LinuxCall.ThrowUnlessInterrupted("statfs", folder);
        }

        return Name(*(uint*)buffer);
    }

    internal static string? Name(uint magic) => magic switch
    {
        0x6969 => "NFS",
        0x517B or 0xFF534D42 or 0xFE534D42 => "SMB/CIFS",
        0x65735546 => "FUSE",
        0x01021997 => "9p",
        0x5346414F or 0x6B414653 => "AFS",
        0x00C36400 => "Ceph",
        0x0BD00BD0 => "Lustre",
        _ => null,
    };
}
