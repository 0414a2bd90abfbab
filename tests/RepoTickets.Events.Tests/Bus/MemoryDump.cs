using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RepoTickets.Events.Tests.Bus;

/// <summary>
/// Writes the memory of this process to a file, so that the stacks of all its threads can be looked at afterwards: <c>dotnet-dump analyze FILE</c>,
/// <c>clrstack -all</c>, <c>dumpasync</c>. A process cannot see its own threads' stacks; the runtime's own diagnostic port writes them down.
/// </summary>
internal static class MemoryDump
{
    private const int HeaderLength = 20;
    private const byte DumpCommands = 1;
    private const byte WriteDump = 1;
    private const int WithHeap = 2;

    /// <summary>What became of it, for the message of a failure.</summary>
    internal static string TryWrite(string path)
    {
        var pattern = string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{Environment.ProcessId}-*-socket");
        if (Directory.GetFiles(Path.GetTempPath(), pattern) is not [var port, ..])
        {
            return "No stacks: the runtime has no diagnostic port here.";
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };
            socket.Connect(new UnixDomainSocketEndPoint(port));
            socket.Send(Request(path));
            socket.Receive(new byte[HeaderLength]);
            return File.Exists(path) ? $"All stacks are in {path} ({new FileInfo(path).Length >> 20} MiB)." : "No stacks: the runtime wrote no dump.";
        }
        catch (SocketException exception)
        {
            return $"No stacks: {exception.Message}.";
        }
    }

    /// <summary>The protocol of the diagnostic port: a header, then the path, the kind of dump and no flags.</summary>
    private static byte[] Request(string path)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("DOTNET_IPC_V1\0"u8);
        writer.Write((ushort)(HeaderLength + 4 + (2 * (path.Length + 1)) + 8));
        writer.Write(DumpCommands);
        writer.Write(WriteDump);
        writer.Write((ushort)0);
        writer.Write(path.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(path + '\0'));
        writer.Write(WithHeap);
        writer.Write(0);
        writer.Flush();
        return bytes.ToArray();
    }
}
