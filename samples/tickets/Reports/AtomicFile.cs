namespace RepoTickets.CommandLine.Reports;

/// <summary>Writes a file so that whoever reads it sees the old one or the new one, never a part, whatever goes wrong meanwhile.</summary>
internal static class AtomicFile
{
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = FinalTarget(path);
        var folder = Path.GetDirectoryName(target)!;
        var draft = Path.Join(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
        File.Delete(draft);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(target));
            }

            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>A link stays a link: what it points to is replaced.</summary>
    private static string FinalTarget(string path) =>
        new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
