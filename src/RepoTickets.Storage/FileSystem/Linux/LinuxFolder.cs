using System.Runtime.InteropServices;
using System.Text;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// Lists folders: one descriptor for the names and for their status, so both are of the same folder and paths are not walked again.
/// </summary>
internal static unsafe class LinuxFolder
{
    // struct dirent of 64-bit Linux: inode 8, offset 8, record length 2, type 1, then the name.
    private const int NameOffset = 19;

    internal static List<string>? ListNames(string folder)
    {
        var names = new List<string>();
        return Enumerate(folder, (_, name) => names.Add(ToText(name))) ? names : null;
    }

    internal static List<FolderEntry>? ListWithStatus(string folder)
    {
        var entries = new List<FolderEntry>();
        return Enumerate(folder, AddWithStatus) ? entries : null;

        void AddWithStatus(int descriptor, byte* name)
        {
            if (LinuxCall.TryGetStatus(descriptor, name, out var status))
            {
                entries.Add(new(ToText(name), status.Status));
            }
            else if (!ErrorNumbers.MeansNothingThere(LinuxError.Last))
            {
                throw LinuxError.FromLast("statx", Path.Join(folder, ToText(name)));
            }
        }
    }

    internal static int TryOpen(string folder) =>
        LinuxCall.TryOpen(folder, OpenFlags.ReadOnly | OpenFlags.Folder | OpenFlags.NoFollow | OpenFlags.CloseOnExecute);

    private static bool Enumerate(string folder, EntryAction action)
    {
        var descriptor = TryOpen(folder);
        if (descriptor == LinuxCall.Failed)
        {
            return LinuxError.Last == ErrorNumbers.NoEntry ? false : throw LinuxError.FromLast("open", folder);
        }

        var stream = LibC.OpenFolderStream(descriptor);
        if (stream == 0)
        {
            var failure = LinuxError.FromLast("opendir", folder);
            _ = LibC.Close(descriptor);
            throw failure;
        }

        try
        {
            while (true)
            {
                // The error number is set to 0 before each call, as the end of a folder and an error both give null.
                var entry = LibC.ReadFolderEntry(stream);
                if (entry == null)
                {
                    return LinuxError.Last == 0 ? true : throw LinuxError.FromLast("readdir", folder);
                }

                var name = entry + NameOffset;
                if (!IsSelfOrParent(name))
                {
                    action(descriptor, name);
                }
            }
        }
        finally
        {
            _ = LibC.CloseFolderStream(stream);
        }
    }

    private static bool IsSelfOrParent(byte* name) => name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));

    private static string ToText(byte* name) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    private delegate void EntryAction(int folder, byte* name);
}
