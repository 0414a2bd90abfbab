using System.Text;

namespace RepoTickets.Storage.FileSystem.Linux;

internal static class BootIdentity
{
    private const string KernelFile = "/proc/sys/kernel/random/boot_id";

    internal static string Read()
    {
        var descriptor = LinuxCall.TryOpen(KernelFile, OpenFlags.ReadOnly | OpenFlags.CloseOnExecute);
        if (descriptor == LinuxCall.Failed)
        {
            return ProcessIdentity.Text;
        }

        try
        {
            Span<byte> buffer = stackalloc byte[64];
            var text = Encoding.ASCII.GetString(buffer[..LinuxCall.Read(descriptor, buffer, KernelFile)]).Trim();
            return text.Length > 0 ? text : ProcessIdentity.Text;
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }
}
