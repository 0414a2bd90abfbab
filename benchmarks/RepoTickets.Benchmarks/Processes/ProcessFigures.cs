using System.Globalization;

namespace RepoTickets.Benchmarks.Processes;

/// <summary>What the operating system says of a process now.</summary>
/// <param name="ResidentBytes">Memory in use.</param>
/// <param name="Handles">Open files, pipes and sockets.</param>
/// <param name="Threads">Threads.</param>
internal readonly record struct ProcessFigures(long ResidentBytes, int Handles, int Threads)
{
    /// <summary>Null when the process has ended, or the system has no such files.</summary>
    internal static ProcessFigures? Of(int id)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{id}/status");
            return new(Number(status, "VmRSS:") * 1024, Directory.GetFiles($"/proc/{id}/fd").Length, (int)Number(status, "Threads:"));
        }
        catch (IOException)
        {
            // It ended in between; whoever asks hears so.
            return null;
        }
    }

    private static long Number(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : 0;
}
