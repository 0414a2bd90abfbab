using System.Buffers;
using System.Text;

namespace RepoTickets.Storage.Index;

/// <summary>Many texts in one array: no object per text, and nothing is decoded before it is asked for.</summary>
internal sealed class Utf8Heap(byte[] bytes, int[] starts)
{
    internal static readonly Utf8Heap Empty = new([], [0]);

    internal int Count => starts.Length - 1;

    internal ReadOnlySpan<byte> Bytes => bytes;

    internal ReadOnlySpan<int> Starts => starts;

    internal ReadOnlySpan<byte> this[int index] => bytes.AsSpan(starts[index], starts[index + 1] - starts[index]);

    internal string Text(int index) => Encoding.UTF8.GetString(this[index]);

    internal sealed class Builder(int capacity)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(16, capacity * 16));
        private readonly List<int> _starts = new(capacity + 1) { 0 };

        internal int Count => _starts.Count - 1;

        internal void Add(ReadOnlySpan<byte> text)
        {
            _bytes.Write(text);
            _starts.Add(_bytes.WrittenCount);
        }

        internal void Add(string text)
        {
            Encoding.UTF8.GetBytes(text, _bytes);
            _starts.Add(_bytes.WrittenCount);
        }

        internal Utf8Heap Build() => new(_bytes.WrittenSpan.ToArray(), [.. _starts]);
    }
}
