package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	playlistPath = "/hls/main.m3u8"
	dateTime     = "2006-01-02T15:04:05.999Z07:00"
	startParts   = 3 // as many as PART-HOLD-BACK has
)

// reader watches by HLS, as hls.js does. It asks for the next playlist while it loads the parts of the last one.
type reader struct {
	viewer  *viewer
	browser *browser
	files   chan file
	known   map[string]bool // what the last playlist named
	init    string

	mutex sync.Mutex
	late  []float64 // ms from the end of a part until it was there
}

// file is what a playlist names. `end` is zero for the head of a run.
type file struct {
	path string
	end  time.Time
}

// listing is what a player reads in a playlist.
type listing struct {
	next  string // the query that waits for the next part
	parts []file
	init  string
	ended bool
}

// watch takes a viewer to the first part. From then on it reads until the show or the program ends.
func (v *viewer) watch(ctx context.Context, browser *browser) error {
	v.reader = &reader{viewer: v, browser: browser, files: make(chan file, 100), known: map[string]bool{}}
	go v.reader.load()
	go v.reader.follow()
	select {
	case <-v.saw:
		return nil
	case <-ctx.Done():
		return errors.New("never a part")
	}
}

// follow reads one playlist after the other. Each request waits at the server until there is a new part.
func (r *reader) follow() {
	defer r.viewer.gone.Store(true)
	defer close(r.files)
	query := ""
	for {
		text, err := r.get(playlistPath + query)
		var refused refusal
		if errors.As(err, &refused) && refused.status == http.StatusNotFound && query == "" {
			r.viewer.refusals++ // the maker has nothing yet
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			r.viewer.complain(err)
			return
		}
		found, err := read(text)
		if err != nil {
			r.viewer.complain(err)
			return
		}
		r.take(found, query == "")
		if found.ended {
			return
		}
		query = found.next
	}
}

// take orders what is new in a playlist. The first time that is only the newest parts.
func (r *reader) take(found listing, first bool) {
	if found.init != r.init {
		r.init = found.init
		r.files <- file{path: found.init}
	}
	parts := found.parts
	if first && len(parts) > startParts {
		parts = parts[len(parts)-startParts:]
	}
	for _, part := range parts {
		if !r.known[part.path] {
			r.files <- part
		}
	}
	r.known = map[string]bool{}
	for _, part := range found.parts {
		r.known[part.path] = true
	}
}

// load loads the files that were ordered, one after the other, and drops them.
func (r *reader) load() {
	for wanted := range r.files {
		content, err := r.get("/hls/" + wanted.path)
		if err != nil {
			r.viewer.complain(err)
			r.viewer.gone.Store(true)
			continue
		}
		r.viewer.packets.Add(1)
		r.viewer.bytes.Add(int64(len(content)))
		if wanted.end.IsZero() {
			continue
		}
		if r.viewer.first.CompareAndSwap(0, time.Now().UnixMicro()) {
			r.viewer.connectedAt = time.Now()
			close(r.viewer.saw)
		}
		r.mutex.Lock()
		r.late = append(r.late, float64(time.Since(wanted.end).Microseconds())/1000)
		r.mutex.Unlock()
	}
}

// get reads a file below the watch page's address. Playlists come compressed, as browsers ask for them.
func (r *reader) get(path string) (string, error) {
	request, err := http.NewRequest("GET", r.browser.base.String()+path, nil)
	if err != nil {
		return "", err
	}
	packed := strings.HasPrefix(path, playlistPath)
	if packed {
		request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	}
	text, err := r.browser.send(request)
	if err != nil || !packed {
		return text, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader([]byte(text)))
	if err != nil {
		return "", err
	}
	plain, err := io.ReadAll(unpacked)
	return string(plain), err
}

// read reads a live playlist (RFC 8216bis).
func read(text string) (listing, error) {
	var found listing
	var begins time.Time
	sequence, parts := 0, 0
	for _, line := range strings.Split(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		var err error
		switch name {
		case "#EXT-X-MEDIA-SEQUENCE":
			sequence, err = strconv.Atoi(value)
		case "#EXT-X-MAP":
			found.init = attribute(value, "URI")
		case "#EXT-X-PROGRAM-DATE-TIME":
			begins, err = time.Parse(dateTime, value)
		case "#EXT-X-PART":
			var seconds float64
			seconds, err = strconv.ParseFloat(attribute(value, "DURATION"), 64)
			begins = begins.Add(time.Duration(seconds * float64(time.Second)))
			found.parts = append(found.parts, file{attribute(value, "URI"), begins})
			parts++
		case "#EXTINF":
			sequence, parts = sequence+1, 0
		case "#EXT-X-ENDLIST":
			found.ended = true
		}
		if err != nil {
			return found, fmt.Errorf("a playlist has %q: %w", line, err)
		}
	}
	found.next = fmt.Sprintf("?_HLS_msn=%d&_HLS_part=%d", sequence, parts)
	return found, nil
}

// attribute returns a value of an attribute list, without its quotes.
func attribute(list, name string) string {
	for _, each := range strings.Split(list, ",") {
		if key, value, _ := strings.Cut(each, "="); key == name {
			return strings.Trim(value, `"`)
		}
	}
	return ""
}
