using System.Buffers.Binary;
using System.Text;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// Watches single folders by inotify and reads what the kernel has queued when it is asked. .NET's watcher has a thread that wakes for
/// every event, of our own writes too: a commit of 100 tickets took up to twice as long beside it.
/// </summary>
internal sealed unsafe class LinuxFolderWatch : IFolderWatch
{
    // Closed after writing, moved, created (links have no other event), deleted; the folder itself gone.
    private const uint Events = 0x8 | 0x40 | 0x80 | 0x100 | 0x200 | FolderDeleted | FolderMoved;
    private const uint FolderDeleted = 0x400;
    private const uint FolderMoved = 0x800;
    private const uint OnlyFolders = 0x01000000;
    private const uint NoFollow = 0x02000000;
    private const uint Overflow = 0x4000;
    private const uint Ignored = 0x8000;
    private const int CloseOnExecuteAndNonBlocking = OpenFlags.CloseOnExecute | OpenFlags.NonBlocking;
    private const int HeaderLength = 16;

    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly string _root;
    private readonly Dictionary<int, string> _folders = [];
    private readonly List<string> _missing;
    private int _descriptor;

    private LinuxFolderWatch(int descriptor, string root, IReadOnlyCollection<string> folders)
    {
        _descriptor = descriptor;
        _root = root;
        _missing = [.. folders];
    }

    /// <exception cref="FileSystemException">The number of watches of this user is used up.</exception>
    internal static LinuxFolderWatch Create(string root, IReadOnlyCollection<string> folders)
    {
        var descriptor = LibC.StartWatching(CloseOnExecuteAndNonBlocking);
        if (descriptor == LinuxCall.Failed)
        {
            throw LinuxError.FromLast("inotify_init", root);
        }

        var watch = new LinuxFolderWatch(descriptor, root, folders);
        try
        {
            watch.AddMissing();
            return watch;
        }
        catch (FileSystemException)
        {
            watch.Dispose();
            throw;
        }
    }

    public bool Read(Action<string, string> report)
    {
        var isComplete = true;
        while (true)
        {
            nint count;
            fixed (byte* buffer = _buffer)
            {
                count = LibC.Read(_descriptor, buffer, (nuint)_buffer.Length);
            }

            if (count <= 0)
            {
                // Nothing more, or a signal: what is left is read the next time.
                break;
            }

            isComplete &= Take(_buffer.AsSpan(0, (int)count), report);
        }

        // A folder that has just come (back) may have got anything before it was watched.
        return !AddMissing() && isComplete;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _descriptor, LinuxCall.Failed) is not LinuxCall.Failed and var descriptor)
        {
            _ = LibC.Close(descriptor);
        }
    }

    private bool Take(ReadOnlySpan<byte> events, Action<string, string> report)
    {
        var isComplete = true;
        while (events.Length >= HeaderLength)
        {
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(events[12..]);
            var name = events.Slice(HeaderLength, length).TrimEnd((byte)0);
            events = events[(HeaderLength + length)..];
            if ((mask & Overflow) != 0)
            {
                isComplete = false;
            }
            else if (_folders.TryGetValue(watch, out var folder))
            {
                if ((mask & (Ignored | FolderMoved)) != 0)
                {
                    // Its name may stand for another folder by now. That it is not watched any more can fail only because it is so already.
                    _ = LibC.Unwatch(_descriptor, watch);
                    _folders.Remove(watch);
                    _missing.Add(folder);
                    isComplete = false;
                }
                else if (name.Length > 0 && name[0] != (byte)'.')
                {
                    // What begins with a dot is no document; most of it is our own temporary files.
                    report(folder, Encoding.UTF8.GetString(name));
                }
            }
        }

        return isComplete;
    }

    /// <summary>True when there is one more folder that is watched.</summary>
    private bool AddMissing()
    {
        var hasNew = false;
        for (var i = _missing.Count - 1; i >= 0; i--)
        {
            var path = Path.Join(_root, _missing[i]);
            var watch = LibC.Watch(_descriptor, path, Events | OnlyFolders | NoFollow);
            if (watch != LinuxCall.Failed)
            {
                _folders[watch] = _missing[i];
                _missing.RemoveAt(i);
                hasNew = true;
            }
            else if (!ErrorNumbers.MeansNothingThere(LinuxError.Last))
            {
                throw LinuxError.FromLast("inotify_add_watch", path);
            }
        }

        return hasNew;
    }
}
